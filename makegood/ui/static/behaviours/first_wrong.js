// A form that came back begins where something has to be put right.
// [data-wrong] is what is wrong with the whole form; [aria-invalid] one field of it.

document.querySelector("[data-wrong], [aria-invalid=true]")?.focus()
