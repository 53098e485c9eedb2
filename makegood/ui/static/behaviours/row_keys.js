// j and k, or the arrows once a row has the focus, walk the rows of a list.

const rows = () => [...document.querySelectorAll("[data-rows] [data-row]")]

const typing = (element) =>
  element.isContentEditable || element.matches("input:not([type=radio], [type=checkbox]), textarea, select")

const step = (key, inRow) => {
  const letters = !document.documentElement.hasAttribute("data-no-keys")
  if (key === "j" && letters) return 1
  if (key === "k" && letters) return -1
  if (key === "ArrowDown" && inRow) return 1
  if (key === "ArrowUp" && inRow) return -1
  return 0
}

const stop = (row) => row.querySelector("[data-row-link], a[href], button")

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  if (typing(event.target) || document.querySelector("dialog[open]")) return
  const current = document.activeElement?.closest("[data-row]")
  const by = step(event.key, Boolean(current))
  if (!by) return
  const all = rows()
  const next = all[current ? all.indexOf(current) + by : by > 0 ? 0 : all.length - 1]
  const target = next && stop(next)
  if (!target) return
  event.preventDefault()
  target.focus()
  next.scrollIntoView({ block: "nearest" })
})
