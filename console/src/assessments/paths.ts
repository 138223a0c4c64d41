// Where an assessment and the sheets of its units are found.

export function campaignPath(id: string): string {
  return `/meja/penilaian/${encodeURIComponent(id)}`;
}

export function sheetPath(campaign: string, sheet: string): string {
  return `${campaignPath(campaign)}/${encodeURIComponent(sheet)}`;
}
