/* The part of the uploads that lives in the browser: one file after the other, its progress, its refusal.
   What has arrived is the server's to tell: it comes back as `children`. */
let uploadNumber = 0;

function Uploader({ address, formKey, count, most, mostBytes, name, sentences, icons, onAdded, children }) {
  const [rows, setRows] = useState([]);
  const [said, setSaid] = useState("");
  const root = useRef(null);
  const queue = useRef([]);
  const sending = useRef(null);
  const key = useRef(formKey);
  key.current = formKey;

  const change = (id, values) => setRows((now) => now.map((row) => (row.id === id ? { ...row, ...values } : row)));
  const drop = (id) => setRows((now) => now.filter((row) => row.id !== id));
  const refuse = (row, sentence) => {
    change(row.id, { sentence, progress: null });
    setSaid(`${row.name} : ${sentence}`);
  };

  const next = () => {
    const row = sending.current ? null : queue.current.shift();
    if (!row) { return; }
    const request = new XMLHttpRequest();
    sending.current = { id: row.id, request };
    const done = (act) => () => { sending.current = null; act(); next(); };
    request.open("POST", address);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-Formulaire", key.current);
    request.setRequestHeader("X-Nom-Fichier", encodeURIComponent(row.name));
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) { change(row.id, { progress: Math.round((100 * event.loaded) / event.total) }); }
    };
    request.onload = done(() => {
      if (request.status === 201) {
        drop(row.id);
        setSaid(`${row.name} : ${sentences.added}`);
        onAdded();
        return;
      }
      let sentence = sentences.failed;
      try { sentence = JSON.parse(request.responseText).sentence || sentence; } catch { /* not an answer of ours */ }
      refuse(row, sentence);
    });
    request.onerror = done(() => refuse(row, sentences.failed));
    request.onabort = done(() => drop(row.id));
    request.send(row.file);
  };

  const choose = (event) => {
    const chosen = [...event.target.files].map((file) => ({ id: ++uploadNumber, name: file.name, file, progress: 0 }));
    event.target.value = "";
    const room = most - count - rows.filter((row) => row.progress !== null).length;
    chosen.forEach((row, position) => {
      if (position >= room) { Object.assign(row, { sentence: sentences.tooMany, progress: null }); }
      else if (row.file.size > mostBytes) { Object.assign(row, { sentence: sentences.tooLarge, progress: null }); }
      else { queue.current.push(row); }
    });
    setRows((now) => [...now.filter((row) => !row.sentence), ...chosen]);
    setSaid(chosen.filter((row) => row.sentence).map((row) => `${row.name} : ${row.sentence}`).join(" "));
    next();
  };

  const dismiss = (row) => {
    if (sending.current?.id === row.id) { sending.current.request.abort(); }
    queue.current = queue.current.filter((waiting) => waiting.id !== row.id);
    drop(row.id);
    root.current.querySelector("input").focus();
  };

  useEffect(() => {
    const form = root.current.closest("form");
    const hold = (event) => {
      if (!sending.current) { return; }
      event.preventDefault();
      event.stopPropagation();
      setSaid("");
      setTimeout(() => setSaid(sentences.wait));
    };
    form?.addEventListener("submit", hold, true);
    return () => {
      form?.removeEventListener("submit", hold, true);
      queue.current = [];
      sending.current?.request.abort();
    };
  }, []);

  // What had the focus is gone with its file.
  const shown = useRef(count);
  useEffect(() => {
    if (count < shown.current) { root.current.querySelector("input").focus(); }
    shown.current = count;
  }, [count]);

  const busy = rows.some((row) => row.progress !== null);
  return (
    <div ref={root} className="stack stack--s">
      {(count > 0 || rows.length > 0) && (
        <ul className="files">
          {children}
          {rows.map((row) => (
            <li key={row.id} className={row.sentence ? "file file--error" : "file"}>
              {row.sentence ? icons.refused : icons.file}
              <div>
                <p className="file__name">{row.name}</p>
                {row.sentence ? (
                  <p className="msg msg--error">{row.sentence}</p>
                ) : (
                  <>
                    <div
                      className="bar" role="progressbar" aria-label={`Envoi de ${row.name}`}
                      aria-valuenow={row.progress} aria-valuemin={0} aria-valuemax={100}
                    >
                      <span style={{ "--v": `${row.progress}%` }} />
                    </div>
                    <p className="file__meta">{row.progress < 100 ? `Envoi en cours, ${row.progress}\u00a0%` : sentences.checking}</p>
                  </>
                )}
              </div>
              <button
                className="icon-btn" type="button" onClick={() => dismiss(row)}
                aria-label={row.sentence ? `Retirer ${row.name}` : `Annuler l’envoi de ${row.name}`}
              >
                {icons.remove}
              </button>
            </li>
          ))}
        </ul>
      )}
      <label className="drop">
        <input
          id={name} type="file" multiple accept=".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"
          aria-label={sentences.label} onChange={choose}
        />
        <span className="btn btn--outline btn--s">{icons.add}Ajouter un fichier</span>
        <span className="hint">{sentences.hint}</span>
      </label>
      <p className={said === sentences.wait && busy ? "msg msg--wait" : "vh"} role="status">{said}</p>
    </div>
  );
}
