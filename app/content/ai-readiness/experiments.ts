import type { ExperimentsContent } from '#app/domain/experiments/experiment-types.ts'

/** A test begins and ends on the console, not here. */
export const experimentsContent: ExperimentsContent = {
  askAddress: 'steps',
  experiments: [
    {
      id: 'headline-proof',
      hypothesis:
        'Executives who are asked whether they could prove what their AI does start more often than those who are asked how ready it is.',
      measure: 'starts',
      planned: 8000,
      control: 'control',
      variants: {
        control: { share: 50, changes: {} },
        proof: {
          share: 50,
          changes: {
            headline: 'Could you prove that your AI pays off and is safe?',
            lead: 'Sixteen questions on value, customer safety, compliance and governance. Ten minutes, one honest score, and the gaps that cost you most.',
            startLabel: 'Get my score',
          },
          translations: {
            de: {
              headline: 'Können Sie belegen, dass Ihre KI sich lohnt und sicher ist?',
              lead: 'Sechzehn Fragen zu Nutzen, Kundensicherheit, Regeltreue und Steuerung. Zehn Minuten, eine ehrliche Punktzahl und die Lücken, die Sie am meisten kosten.',
              startLabel: 'Zu meiner Punktzahl',
            },
          },
        },
      },
    },
    {
      id: 'address-late',
      hypothesis:
        'Whoever is asked for an address only once the score is there leaves one more often than whoever is asked on the way as well.',
      measure: 'leads_of_starts',
      planned: 4000,
      control: 'control',
      variants: {
        control: { share: 50, changes: {} },
        late: { share: 50, changes: { askAddress: 'results' } },
      },
    },
  ],
  pastIds: [],
}
