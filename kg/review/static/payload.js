// What the build wrote into the page: JSON, compressed, as base64.

/** The payload of the element `id`. Says so and throws when the browser is too old to unpack it. */
export async function unpacked(id) {
  if (!("DecompressionStream" in globalThis)) {
    document.getElementById("sorry").hidden = false;
    throw new Error("this browser cannot unpack the page's data");
  }
  const packed = atob(document.getElementById(id).textContent);
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < packed.length; at += 1) bytes[at] = packed.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}
