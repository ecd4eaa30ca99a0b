/* A real map with the same numbers, where tiles are set; Leaflet comes when it is first drawn. Until a tile has come,
   and if none ever does, the schematic map (`children`) stays in its place. */
function TileMap({ tiles, attribution, pins, latitude, longitude, radius, reach, words, children }) {
  const place = useRef(null);
  const [drawn, setDrawn] = useState(false);
  const what = JSON.stringify([latitude, longitude, radius, reach, pins]);
  useEffect(() => {
    let map = null;
    let left = false;
    setDrawn(false);
    const draw = ([{ default: L }]) => {
      if (left) { return; }
      const middle = L.latLng(Number(latitude), Number(longitude));
      map = L.map(place.current, { scrollWheelZoom: false, zoomControl: false });
      map.fitBounds(middle.toBounds(2 * reach));
      map.attributionControl.setPrefix("Leaflet");
      L.control.zoom({ zoomInTitle: words.closer, zoomOutTitle: words.wider }).addTo(map);
      L.circle(middle, { radius, className: "map__reach" }).addTo(map);
      L.circleMarker(middle, { radius: 7, className: "map__middle" }).addTo(map);
      pins.forEach((pin) => {
        const icon = L.divIcon({ className: "map__number", html: pin.number, iconSize: [44, 44] });
        const title = `${pin.number}. ${pin.name}`;
        const marker = L.marker([Number(pin.latitude), Number(pin.longitude)], { icon, title }).addTo(map);
        const lead = () => document.querySelector(`.pro[data-row="${pin.row}"] a`)?.focus();
        const button = marker.on("click", lead).getElement();
        button.setAttribute("aria-label", title);
        button.addEventListener("keydown", (event) => {
          if (event.key === "Enter" || event.key === " ") { event.preventDefault(); lead(); }
        });
      });
      L.tileLayer(tiles, { attribution, maxZoom: 19 }).once("tileload", () => setDrawn(true)).addTo(map);
    };
    /* Only what cannot be fetched is nothing to speak of: the schematic map is there. */
    Promise.all([import("leaflet"), import("leaflet/dist/leaflet.css")]).then(draw, () => {});
    return () => { left = true; map?.remove(); };
  }, [what]);
  return (
    <div className={drawn ? "tilemap is-drawn" : "tilemap"}>
      <div ref={place} className="tilemap__map" role="region" aria-label={words.name} />
      <div className="tilemap__rings">{children}</div>
    </div>
  );
}
