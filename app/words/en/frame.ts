export const frame = {
  open: 'Open in a new tab',
  leaves: 'Links to other pages open in a new tab. An assessment that is opened there begins anew.',
}
