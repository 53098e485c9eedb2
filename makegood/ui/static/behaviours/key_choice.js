// One-letter keys can be turned off (WCAG 2.1.4): dictation software types letters too.

const KEY = "makegood.keys"

const read = () => {
  try {
    return localStorage.getItem(KEY) !== "off"
  } catch {
    return true
  }
}

const apply = (on) => {
  document.documentElement.toggleAttribute("data-no-keys", !on)
}

apply(read())

for (const choice of document.querySelectorAll("[data-key-choice]")) {
  choice.hidden = false
  const box = choice.querySelector("input")
  box.checked = read()
  box.addEventListener("change", () => {
    apply(box.checked)
    try {
      localStorage.setItem(KEY, box.checked ? "on" : "off")
    } catch {
      // Kept for this page only.
    }
  })
}
