// <a href="…" data-opens="dialog-id"> opens that <dialog>; without script the link leads to the same form's own page.
// [data-dismiss] inside closes it. Escape, focus trap and giving the focus back are the browser's own.

addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]")
  if (opener && !event.metaKey && !event.ctrlKey) {
    const dialog = document.getElementById(opener.dataset.opens)
    if (!dialog) return
    event.preventDefault()
    dialog.showModal()
    return
  }
  if (event.target.closest?.("[data-dismiss]")) {
    event.preventDefault()
    event.target.closest("dialog")?.close()
  } else if (event.target.matches?.("dialog[open]") && event.detail) {
    event.target.close()
  }
})
