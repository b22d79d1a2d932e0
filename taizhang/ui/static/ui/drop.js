// Files dropped anywhere on a sheet go where they belong: the first text to "file", tables and all others to "annexes".
// Without this script each field takes files by itself.
for (const form of document.querySelectorAll("form[data-drop]")) {
  const main = form.querySelector("input[name=file]");
  const annexes = form.querySelector("input[name=annexes]");
  const text = form.querySelector("textarea[name=text]");

  form.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });

  form.addEventListener("drop", (event) => {
    const dropped = [...(event.dataTransfer?.files ?? [])];
    if (!dropped.length || !main) return;
    event.preventDefault();
    const isTable = (file) => /\.(xlsx|xls|csv)$/i.test(file.name);
    const first = annexes && (main.files.length || text?.value.trim()) ? undefined : (dropped.find((file) => !isTable(file)) ?? (annexes ? undefined : dropped[0]));
    if (first) put(main, [first]);
    if (annexes) put(annexes, [...annexes.files, ...dropped.filter((file) => file !== first)]);
  });
}

function put(input, files) {
  const held = new DataTransfer();
  for (const file of files) held.items.add(file);
  input.files = held.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}
