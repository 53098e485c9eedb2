// Escape closes what is open (a menu, a fold that says so) and gives the focus back; a press elsewhere closes menus.

const open = () => [...document.querySelectorAll("details[data-closes][open]")]

const close = (details) => {
  const inside = details.contains(document.activeElement)
  details.open = false
  if (inside) details.querySelector("summary")?.focus()
}

addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return
  const last = open().at(-1)
  if (!last) return
  event.preventDefault()
  close(last)
})

addEventListener("pointerdown", (event) => {
  for (const details of open()) if (!details.contains(event.target)) details.open = false
})
