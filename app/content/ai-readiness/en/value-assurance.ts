import type { AreaWords } from '#app/domain/quiz/content-types.ts'

export const valueAssurance: AreaWords = {
  name: 'AI Value Assurance',
  intro:
    'Is AI paying for itself, and could you prove it? These questions look at return, spend and the link to the figures your board watches.',
  questions: {
    value_assurance_1: {
      title: 'Proven return',
      text: 'How do you know what your AI initiatives return?',
      whyItMatters:
        'Without a baseline and an independent check, a saving is an opinion, and it will not survive the next budget round.',
      choices: {
        A: 'Every initiative has a baseline from before launch, finance verifies its return, and we act on the result.',
        B: 'Finance verifies the return of our largest initiatives; the smaller ones report their own figures.',
        C: 'Teams estimate benefits such as hours saved, but nobody outside the team checks them.',
        D: 'We have success stories and enthusiasm, but hardly any figures.',
        E: 'We do not measure the return, or I don’t know.',
      },
      recommendation: {
        title: 'Have finance verify the return of your top AI initiatives',
        action:
          'Take your three most expensive initiatives, record what the process cost before AI, and have finance sign off the difference each quarter. Do not approve a new initiative without that baseline.',
      },
    },
    value_assurance_2: {
      title: 'AI spend control',
      text: 'If you were asked today what AI costs you each month, what could you say?',
      whyItMatters:
        'Usage-priced models, seat licenses and private subscriptions grow quietly in many budgets at once.',
      choices: {
        A: 'The full cost by initiative and owner, cost per transaction included, with budgets and alerts before they are exceeded.',
        B: 'The full cost by department, reviewed monthly against a budget.',
        C: 'The main vendor contracts, but not usage charges, staff time or tools bought on a card.',
        D: 'A rough guess after asking several people and adding up invoices.',
        E: 'AI costs are not tracked as such, or I don’t know.',
      },
      recommendation: {
        title: 'Put every AI cost under an owner and a budget',
        action:
          'List all AI contracts, usage charges and expensed subscriptions within the next 30 days, give each an owner, and set alerts at 80% of its monthly budget. Track cost per transaction for anything that is priced by use.',
      },
    },
    value_assurance_3: {
      title: 'Link to business KPIs',
      text: 'How are your AI initiatives tied to the KPIs that your board watches?',
      whyItMatters:
        'Initiatives that move no board-level figure compete for the same people and money as those that do.',
      choices: {
        A: 'Each has an executive sponsor and a target for a board KPI, reported next to that KPI’s other drivers.',
        B: 'Most have a target for a business KPI, reviewed in the regular leadership meetings.',
        C: 'They report activity, such as users, prompts or automated tickets, more than business results.',
        D: 'The link to our KPIs was in the business case and has not been looked at since.',
        E: 'There is no such link, or I don’t know.',
      },
      recommendation: {
        title: 'Give each AI initiative one board KPI to move',
        action:
          'Name an executive sponsor and one KPI with a target and a date for every initiative, and review them in the meeting where that KPI is reviewed anyway. Close those for which nobody will sign.',
      },
    },
    value_assurance_4: {
      title: 'Pilot-to-production decisions',
      text: 'What typically happens to an AI pilot when its time is up?',
      whyItMatters:
        'Pilots that neither scale nor stop tie up your scarcest people and teach the organization that AI is theater.',
      choices: {
        A: 'Go and stop criteria are agreed before it starts; at the end it is scaled with a budget or shut down, and both happen.',
        B: 'There is a formal review at the end, and most pilots get a clear decision within a quarter.',
        C: 'The team that built it decides, case by case, whether to go on.',
        D: 'Most pilots continue as pilots: used by a few, owned by no one in particular.',
        E: 'We have no way to decide about pilots, or I don’t know.',
      },
      recommendation: {
        title: 'Agree go and stop criteria before each pilot starts',
        action:
          'Write down for each running pilot the figure it must reach, by when, and who decides. Hold one review this quarter in which every pilot is either funded for production or shut down.',
      },
    },
  },
}
