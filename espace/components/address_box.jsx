/* The address to look around: suggestions while one types, the member's home, or where the device says it is.
   A search that starts from the device keeps its position in the hidden `ici`, until something else is typed. */
function AddressBox({ home, suggestions, answered, longest, words, invalid, described, onTyped }) {
  const query = useLocation().search;
  const [value, setValue] = useState("");
  const [here, setHere] = useState("");
  const input = useRef(null);
  const typing = useRef(0);
  /* One question at a time: the page's next event waits behind those asked before. A lost answer is not waited for. */
  const question = useRef({ text: "", until: 0 });
  const pending = useRef("");
  const later = useRef(0);
  /* What was typed before the page was alive. */
  const early = useRef(typeof document === "undefined" ? "" : document.getElementById("adresse")?.value ?? "");
  const items = value.trim().length > 1 ? suggestions : [];

  const show = (text, position = "") => { setValue(text); setHere(position); };
  const box = useCombobox({
    items,
    inputValue: value,
    selectedItem: null,
    onSelectedItemChange: ({ selectedItem }) => show(selectedItem),
  });

  useEffect(() => {
    const asked = new URLSearchParams(query);
    show(asked.get("adresse") ?? early.current, asked.get("ici") ?? "");
    early.current = "";
  }, [query]);
  useEffect(() => {
    const asked = new URLSearchParams(query);
    if (!asked.has("adresse") && !asked.has("ici")) { setValue((typed) => typed || home); }
  }, [query, home]);
  useEffect(() => {
    const told = document.getElementById("position-dite");
    const atHome = () => { show(home); told.textContent = ""; input.current.focus(); };
    const found = ({ coords }) => {
      told.textContent = "";
      flushSync(() => show("", `${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)}`));
      input.current.form.requestSubmit();
    };
    const refused = () => { told.textContent = words.refused; };
    const locate = () => {
      if (!navigator.geolocation) { refused(); return; }
      told.textContent = words.waiting;
      navigator.geolocation.getCurrentPosition(found, refused, { timeout: 15000, maximumAge: 60000 });
    };
    const buttons = [["chez-moi", atHome], ["ma-position", locate]];
    buttons.forEach(([id, act]) => document.getElementById(id)?.addEventListener("click", act));
    return () => buttons.forEach(([id, act]) => document.getElementById(id)?.removeEventListener("click", act));
  }, [home]);

  const last = useRef(answered);
  last.current = answered;
  const ask = (text) => {
    const waits = question.current.text !== last.current && Date.now() < question.current.until;
    pending.current = waits ? text : "";
    clearTimeout(later.current);
    if (waits) {
      later.current = setTimeout(() => { if (pending.current) { ask(pending.current); } }, 3000);
      return;
    }
    question.current = { text, until: Date.now() + 3000 };
    onTyped(text);
  };
  useEffect(() => { if (pending.current) { ask(pending.current); } }, [answered]);
  useEffect(() => () => { clearTimeout(later.current); clearTimeout(typing.current); }, []);
  const typed = (event) => {
    const text = event.currentTarget.value;
    show(text);
    clearTimeout(typing.current);
    typing.current = setTimeout(() => { if (text.trim().length > 1) { ask(text); } }, 250);
  };
  /* Nothing is highlighted: Enter sends the form, whatever is proposed. */
  const pressed = (event) => {
    if (event.key === "Enter" && box.highlightedIndex < 0) { event.nativeEvent.preventDownshiftDefault = true; }
  };
  const open = box.isOpen && items.length > 0;
  return (
    <>
      <input
        {...box.getInputProps({ ref: input, onChange: typed, onKeyDown: pressed, "aria-expanded": open })}
        id="adresse" name="adresse" className="input" autoComplete="off" maxLength={longest}
        data-own="" data-even-empty={home && !here ? "" : undefined}
        aria-labelledby={undefined} aria-invalid={invalid} aria-describedby={described || undefined}
        placeholder={here ? words.here : words.example}
      />
      <input type="hidden" name="ici" data-own="" value={here} readOnly />
      <ul {...box.getMenuProps({ "aria-label": words.proposed, "aria-labelledby": undefined })}
          className={open ? "proposed" : ""}>
        {open && items.map((item, index) => (
          <li key={item} {...box.getItemProps({ item, index })}
              className={index === box.highlightedIndex ? "is-active" : undefined}>{item}</li>
        ))}
      </ul>
    </>
  );
}
