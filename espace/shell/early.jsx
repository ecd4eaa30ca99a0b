/* The last part of a page: when it is there and the page has loaded, all above hears what is done.
   A page whose loading fails says so itself; what is done then is no longer held back. */
function PageAlive({ loaded }) {
  useEffect(() => {
    window.pageMounted?.();
    const late = setTimeout(() => { window.pageAlive?.(); }, 10000);
    return () => clearTimeout(late);
  }, []);
  useEffect(() => { if (loaded) { window.pageAlive?.(); } }, [loaded]);
  return null;
}
