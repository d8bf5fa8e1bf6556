// Who decides: an ORCID, kept in the browser.

const CURATOR = "claimgraph.curator";

export function curator() {
  try {
    return localStorage.getItem(CURATOR) ?? "";
  } catch {
    return "";
  }
}

/** Keeps the curator's ORCID when its check digit is right (or it is empty); says whether it was kept. */
export function setCurator(orcid) {
  const bare = orcid.trim().replace(/^https:\/\/orcid\.org\//, "");
  if (bare && !validOrcid(bare)) return false;
  try {
    localStorage.setItem(CURATOR, bare);
    return true;
  } catch {
    return false;
  }
}

/** ISO 7064 MOD 11-2, as ORCID's documentation gives it. */
export function validOrcid(orcid) {
  if (!/^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/.test(orcid)) return false;
  const digits = orcid.replaceAll("-", "");
  const total = [...digits.slice(0, 15)].reduce((sum, digit) => (sum + Number(digit)) * 2, 0);
  const check = (12 - (total % 11)) % 11;
  return digits[15] === (check === 10 ? "X" : String(check));
}
