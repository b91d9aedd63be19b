import type { Messages } from '#app/words/en/index.ts'

export const personFile = {
  contact: {
    title: 'Ihr Kontakt in unserer Kundendatenbank',
    purpose: 'Damit diejenigen, die Sie kontaktieren, wissen, mit wem sie sprechen.',
    until: 'Wie unter „Speicherdauer“; oder wenn Sie die Löschung verlangen',
  },
  formerCompany: 'das Unternehmen unter seinem damaligen Namen',
  secrets:
    'Werte, mit denen sich etwas von Ihnen öffnen ließe, etwa der geheime Teil von Links, sind ausgelassen.',
  unavailable:
    'Unsere Kundendatenbank hat nicht geantwortet. Sie kann ebenfalls Ihre Kontaktdaten und Punktzahlen enthalten: Bitte fragen Sie später noch einmal.',
  replaced:
    'Diese Adresse wurde in einem unserer Ergebnisse durch eine andere ersetzt. Was dieses Ergebnis enthält, geht allein an seine jetzige Adresse: Fragen Sie von dort danach. Löschung und Widerruf von dieser Adresse aus gelten auch für jenes Ergebnis.',
} satisfies Messages['notice']['export']
