// <select data-countries>: countries named in the page's language, as the browser knows them.
// Its values are ISO 3166 codes; without script, or for a code the browser does not know, the name stays.

const { lang } = document.documentElement
const names = new Intl.DisplayNames([lang], { type: "region" })
const { compare } = new Intl.Collator(lang)

const rename = (option) => {
  try {
    const said = names.of(option.value)
    if (said !== option.value) option.text = said
  } catch {
    // Not a code.
  }
}

const renameAll = (root) => {
  for (const select of root.querySelectorAll("select[data-countries]")) {
    const [none, ...countries] = select.options
    const chosen = select.value
    countries.forEach(rename)
    select.append(none, ...countries.sort((one, other) => compare(one.text, other.text)))
    select.value = chosen
  }
}

renameAll(document)
document.addEventListener("htmx:load", (event) => renameAll(event.detail.elt))
