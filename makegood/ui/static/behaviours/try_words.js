// <a href="?words=…" data-words="…"> puts the words into the quick add, where they are read at once.
// Without script the link leads to the same page with the words in the line.

addEventListener("click", (event) => {
  const example = event.target.closest?.("[data-words]")
  const line = document.querySelector("[data-line]")
  if (!example || !line || event.metaKey || event.ctrlKey) return
  event.preventDefault()
  line.value = example.dataset.words
  line.focus()
  line.dispatchEvent(new Event("input", { bubbles: true }))
})
