// A press that did not get through is never silent: a sentence says so, and what was typed stays.
// The words stand on #toasts: data-unreached, data-unheard, data-broken. The server may send its own: HX-Trigger-After-Settle "refused".

const SHOWN_FOR = 12_000

const show = (words) => {
  const toasts = document.getElementById("toasts")
  const notice = document.getElementById("failed")?.content.firstElementChild?.cloneNode(true)
  if (!toasts || !notice || !words) return
  notice.querySelector("p").textContent = words
  toasts.replaceChildren(notice)
  setTimeout(() => notice.remove(), SHOWN_FOR)
}

const clear = () => document.getElementById("toasts")?.replaceChildren()

const say = (why) => show(document.getElementById("toasts")?.dataset[why])

document.addEventListener("htmx:sendError", () => say("unreached"))
document.addEventListener("htmx:timeout", () => say("unheard"))
document.addEventListener("htmx:responseError", () => say("broken"))
document.addEventListener("htmx:beforeRequest", clear)
document.addEventListener("refused", (event) => show(event.detail.words))

// A form without htmx would lead to the browser's own page for being offline, and lose what was typed.
addEventListener("submit", (event) => {
  if (navigator.onLine || event.target.hasAttribute("hx-post") || event.target.method === "dialog") return
  event.preventDefault()
  say("unreached")
})
