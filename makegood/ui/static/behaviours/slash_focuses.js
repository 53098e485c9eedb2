// "/" goes to the quick add, wherever the reader is, unless they are typing.

const typing = (element) =>
  element.isContentEditable || element.matches("input:not([type=radio], [type=checkbox]), textarea, select")

addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return
  if (document.documentElement.hasAttribute("data-no-keys") || typing(event.target)) return
  const field = document.querySelector("[data-slash]")
  if (!field || document.querySelector("dialog[open]")) return
  event.preventDefault()
  field.focus()
  field.select()
})
