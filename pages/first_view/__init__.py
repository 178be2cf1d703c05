"""The first view: what the page's own script makes of an address, drawn by the server into the HTML it is sent in."""
