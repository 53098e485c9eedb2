// Light, dark, or as the device: chosen in the menu, kept in this browser.

const KEY = "makegood.theme"

const chosen = () => document.documentElement.dataset.theme ?? ""

const show = (theme) => {
  if (theme) document.documentElement.dataset.theme = theme
  else delete document.documentElement.dataset.theme
}

const keep = (theme) => {
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // Kept for this page only.
  }
}

for (const choice of document.querySelectorAll("[data-theme-choice]")) {
  choice.hidden = false
  for (const option of choice.querySelectorAll("input")) option.checked = option.value === chosen()
  choice.addEventListener("change", (event) => {
    show(event.target.value)
    keep(event.target.value)
  })
}

// Another tab chose.
addEventListener("storage", (event) => {
  if (event.key === KEY) show(event.newValue ?? "")
})
