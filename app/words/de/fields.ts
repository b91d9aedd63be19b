import type { Messages } from '#app/words/en/index.ts'
import { contactFields } from './contact-fields.ts'

const CONSENT = { noun: 'Das Häkchen', enter: 'Bitte setzen Sie das Häkchen.' }

export const fields = {
  problem(field, problem) {
    const { noun, enter } = field === 'consent' ? CONSENT : contactFields[field]
    switch (problem.kind) {
      case 'empty':
        return enter
      case 'twice':
        return 'Bitte füllen Sie dieses Feld nur einmal aus.'
      case 'too_long':
        return field === 'email'
          ? `Eine E-Mail-Adresse hat höchstens ${problem.limit} Zeichen. Prüfen Sie, was hier eingefügt wurde.`
          : `${noun} darf höchstens ${problem.limit} Zeichen haben.`
      case 'not_a_line':
        return `${noun} muss in einer Zeile stehen, ohne Sonderzeichen.`
      case 'web_address':
        return `${noun} darf keine Webadresse enthalten.`
      case 'formula':
        return `${noun} darf nicht wie eine Formel einer Tabelle beginnen.`
      case 'no_letter':
        return `${noun} braucht mindestens einen Buchstaben.`
      case 'contact_in_name':
        return `${noun} darf weder eine Web- noch eine E-Mail-Adresse enthalten.`
      case 'no_letter_or_digit':
        return `${noun} braucht mindestens einen Buchstaben oder eine Ziffer.`
      case 'no_digits':
        return `${noun} besteht aus Ziffern, zum Beispiel +49 30 5550100.`
      case 'few_digits':
        return `${noun} hat mindestens ${problem.limit} Ziffern.`
      case 'name_or_brackets':
        return 'Bitte geben Sie nur die E-Mail-Adresse ein, ohne Namen und Klammern.'
      case 'several_addresses':
        return 'Bitte geben Sie nur eine E-Mail-Adresse ein.'
      case 'spaces':
        return 'Eine E-Mail-Adresse enthält keine Leerzeichen.'
      case 'foreign_letters':
        return 'In E-Mail-Adressen sind hier nur einfache Buchstaben (a bis z) möglich.'
      case 'no_at':
        return 'Eine E-Mail-Adresse enthält ein @, wie name@example.com.'
      case 'no_address':
        return 'Das sieht nicht nach einer E-Mail-Adresse aus. Sie hat die Form name@example.com.'
      case 'private_domain':
        return `Adressen, die auf ${problem.ending} enden, erreicht keine E-Mail. Bitte geben Sie Ihre öffentliche ein.`
      case 'slip':
        return `Meinten Sie ${problem.meant}? Wenn ${problem.typed} stimmt, senden Sie das Formular unverändert noch einmal.`
      case 'no_link_address':
        return 'Bitte geben Sie ein, wohin der Link gehen soll.'
      case 'no_contact_address':
        return 'Bitte geben Sie ein, unter welcher Adresse wir Sie kontaktieren dürfen, oder nehmen Sie das Häkchen heraus.'
      case 'tick_or_empty':
        return 'Setzen Sie das Häkchen, wenn wir Sie kontaktieren dürfen, oder lassen Sie Name, Unternehmen und Telefonnummer leer.'
      case 'tick_to_be_contacted':
        return 'Setzen Sie das Häkchen, wenn wir Sie kontaktieren dürfen. Sie müssen es nicht.'
    }
  },
} satisfies Messages['fields']
