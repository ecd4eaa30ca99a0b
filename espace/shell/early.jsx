/* The last part of a page: when it is there and the page has loaded, all above hears what is done. */
function PageAlive({ loaded }) {
  useEffect(() => { if (loaded) { window.pageAlive?.(); } }, [loaded]);
  return null;
}
