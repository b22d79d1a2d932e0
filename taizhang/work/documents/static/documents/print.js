// The button calls the printer of the reader's machine; the page is whole without it.
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
