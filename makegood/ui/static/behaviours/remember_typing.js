// What was typed outlives a reload, a wrong key or a lost sign-in: kept in this tab until it is sent.
// <input data-remember="quick-add"> ; cleared when the server answers a swap holding data-forget="quick-add".

const key = (name) => `makegood.typed.${name}`

const store = (act) => {
  try {
    return act(sessionStorage)
  } catch {
    return null
  }
}

const fields = (root) => root.querySelectorAll?.("[data-remember]") ?? []

const restore = (root) => {
  for (const field of fields(root)) {
    const typed = store((s) => s.getItem(key(field.dataset.remember)))
    if (typed && !field.value) field.value = typed
  }
}

const forget = (root) => {
  const told = root.matches?.("[data-forget]") ? [root] : [...(root.querySelectorAll?.("[data-forget]") ?? [])]
  for (const element of told) {
    const name = element.dataset.forget
    store((s) => s.removeItem(key(name)))
    for (const field of fields(document)) if (field.dataset.remember === name) field.value = ""
  }
}

addEventListener("input", (event) => {
  const name = event.target.dataset?.remember
  if (!name) return
  store((s) => (event.target.value ? s.setItem(key(name), event.target.value) : s.removeItem(key(name))))
})

document.addEventListener("htmx:afterSettle", (event) => forget(event.detail.elt))

forget(document)
restore(document)
