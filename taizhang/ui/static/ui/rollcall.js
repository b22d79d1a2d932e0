// Roll-call: every cell is a group of radio inputs, and they are the truth: this script only lets a tap anywhere in a
// cell choose the next one, and keeps the counts. Without it the inputs are shown as they are.
//
//   <form data-rollcall> … <fieldset class="person" data-of="owed"> <legend>…</legend>
//     <label class="done"><input type="radio" name="…" value="present" checked> … </label> … </fieldset>
//   <b data-count="present" data-of="owed">0</b>  counts the cells of that kind that stand on one of the values;
//   an element around it with data-when-any is hidden while that count is nought
//
// Not a module: it runs before the sheet is drawn. On a slow phone a later one would lose the first taps, and the grid
// would change its shape under the finger.
{
  const stateOf = (person) => person.querySelector("input:checked");
  const personOf = (target) => target.closest("form[data-rollcall] .person");

  const draw = (person) => {
    const input = stateOf(person);
    person.querySelectorAll("label").forEach((label) => {
      const on = label.contains(input);
      label.classList.toggle("on", on);
      label.classList.toggle("off", !on);
    });
    const first = person.querySelector("input");
    person.classList.toggle("marked", input !== first && input.value !== "absent");
    person.classList.toggle("absent", input !== first && input.value === "absent");
  };

  const count = (form) => {
    const people = Array.from(form.querySelectorAll(".person"));
    form.querySelectorAll("[data-count]").forEach((output) => {
      const values = output.dataset.count.split(" ");
      const of = output.dataset.of;
      const total = people.filter((person) => (!of || person.dataset.of === of) && values.includes(stateOf(person).value)).length;
      output.textContent = total;
      const holder = output.closest("[data-when-any]");
      if (holder) holder.hidden = total === 0;
    });
  };

  const next = (person) => {
    const inputs = Array.from(person.querySelectorAll("input"));
    const place = inputs.indexOf(stateOf(person));
    const following = inputs[(place + 1) % inputs.length];
    following.checked = true;
    following.focus({ preventScroll: true });
    following.dispatchEvent(new Event("change", { bubbles: true }));
  };

  document.documentElement.classList.add("live");
  document.addEventListener("click", (event) => {
    const person = personOf(event.target);
    if (!person || event.target.matches("input")) return; // arrow keys click the input itself: that is a choice, not a tap
    event.preventDefault();
    next(person);
  });
  document.addEventListener("keydown", (event) => {
    const person = event.key === " " && event.target.matches("input") && personOf(event.target);
    if (!person) return;
    event.preventDefault();
    next(person);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-rollcall]");
    if (!form) return;
    const person = personOf(event.target);
    if (person) draw(person);
    count(form);
  });
  // as soon as the sheet is whole, which is before modules have run
  document.addEventListener("readystatechange", () => {
    if (document.readyState !== "interactive") return;
    document.querySelectorAll("form[data-rollcall]").forEach((form) => {
      form.querySelectorAll(".person").forEach(draw);
      count(form);
    });
  });
}
