import type { CSSProperties } from 'react'

// Inline styles are what every client reads. The classes only change colours for dark mode, in those that support it;
// where a client inverts colours by itself, the contrast of each pair below holds both ways (WCAG AA, 4.5:1 and more).

const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"

const ACCENT = '#0f5a4f'

export const DARK_MODE_CSS = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page, .page > table > tbody > tr > td { background-color: #10181a !important; }
  .card { background-color: #182326 !important; border-color: #2c3c40 !important; }
  .ink { color: #eef4f3 !important; }
  .soft { color: #b4c4c3 !important; }
  .line { border-color: #2c3c40 !important; }
  .track { background-color: #2c3c40 !important; }
  .fill { background-color: #5cc2ae !important; }
  .accent { color: #7fd6c5 !important; }
  .button { background-color: #7fd6c5 !important; color: #0b2622 !important; }
}
@media (max-width: 480px) {
  .card { padding: 20px 16px !important; }
}`

export const styles = {
  page: { backgroundColor: '#f1f5f4', margin: 0, padding: '24px 8px', fontFamily: FONT },
  container: { maxWidth: '600px', width: '100%' },
  // On the cell: Outlook on Windows ignores padding anywhere else.
  card: { backgroundColor: '#ffffff', border: '1px solid #d5dfdd', borderRadius: '8px', padding: '32px' },
  product: { color: ACCENT, fontSize: '14px', fontWeight: 700, lineHeight: '20px', margin: '0 0 16px' },
  heading: { color: '#14201e', fontSize: '24px', lineHeight: '32px', fontWeight: 700, margin: '0 0 12px' },
  subheading: {
    color: '#14201e',
    fontSize: '18px',
    lineHeight: '26px',
    fontWeight: 700,
    margin: '28px 0 8px',
  },
  text: { color: '#14201e', fontSize: '16px', lineHeight: '24px', margin: '0 0 16px' },
  soft: { color: '#465a57', fontSize: '14px', lineHeight: '21px', margin: '0 0 12px' },
  footer: { color: '#465a57', fontSize: '13px', lineHeight: '20px', margin: '0 0 8px' },
  link: { color: ACCENT, textDecoration: 'underline', wordBreak: 'break-word' },
  button: {
    backgroundColor: ACCENT,
    color: '#ffffff',
    borderRadius: '6px',
    fontSize: '16px',
    fontWeight: 700,
    padding: '14px 22px',
    textDecoration: 'none',
  },
  rule: { borderColor: '#d5dfdd', borderTopWidth: '1px', margin: '28px 0 20px' },
  score: { color: '#14201e', fontSize: '48px', lineHeight: '52px', fontWeight: 700, margin: '0' },
  areaName: {
    color: '#14201e',
    fontSize: '15px',
    lineHeight: '22px',
    padding: '10px 8px 4px 0',
    verticalAlign: 'bottom',
  },
  areaScore: {
    color: '#14201e',
    fontSize: '15px',
    lineHeight: '22px',
    fontWeight: 700,
    padding: '10px 0 4px',
    textAlign: 'right',
    verticalAlign: 'bottom',
    whiteSpace: 'nowrap',
  },
  barPart: { fontSize: '1px', height: '8px', lineHeight: '8px' },
} satisfies Record<string, CSSProperties>
