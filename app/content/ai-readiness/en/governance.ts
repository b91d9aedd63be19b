import type { AreaWords } from '#app/domain/quiz/content-types.ts'

export const governance: AreaWords = {
  name: 'Implementation Governance',
  intro:
    'Is AI built and run with the discipline of your other critical systems? These questions look at quality assurance, version control and monitoring.',
  questions: {
    governance_1: {
      title: 'Quality assurance of changes',
      text: 'Who checks a change to an AI system, such as a new model or a reworded prompt, before it goes live?',
      whyItMatters:
        'A reworded prompt can change behavior as much as new code, yet often bypasses every check that code must pass.',
      choices: {
        A: 'Every change passes automated tests and a second person’s review, and its effect is measured before it reaches everyone.',
        B: 'Every change is reviewed by a second person and tested by hand.',
        C: 'Code is reviewed; prompts, settings and model changes usually are not.',
        D: 'Whoever maintains it makes changes directly and checks that it still looks fine.',
        E: 'Nobody in particular, or I don’t know.',
      },
      recommendation: {
        title: 'Treat prompts and models like code: tested and reviewed',
        action:
          'Require a second person’s review and a passing test run for every change to prompts, models and settings, and roll changes out to a small share of users first.',
      },
    },
    governance_2: {
      title: 'Version control and rollback',
      text: 'How fast could you return an AI system to exactly how it was last month?',
      whyItMatters:
        'When quality drops, returning to a known state is the quickest remedy, if that state was kept.',
      choices: {
        A: 'Within minutes: code, prompts, models, data and settings are versioned together, and we practice rolling back.',
        B: 'Within a day: everything is versioned, but the parts are put back together by hand.',
        C: 'Partly: code is versioned; prompts, models or data are not.',
        D: 'By asking people and searching e-mails and old documents.',
        E: 'We could not, or I don’t know.',
      },
      recommendation: {
        title: 'Version prompts, models and data together, and practice rollback',
        action:
          'Put prompts, model identifiers, settings and data snapshots under version control next to the code, release them under one number, and rehearse going back one release until it takes minutes.',
      },
    },
    governance_3: {
      title: 'Operational monitoring',
      text: 'How are your AI systems watched once they are in daily use?',
      whyItMatters:
        'Cost, delay and quality can all slide without anything being “down”, so ordinary IT monitoring sees nothing.',
      choices: {
        A: 'One view of quality, cost, speed, safety events and drift per system, with alerts, an owner on duty and monthly reviews.',
        B: 'Dashboards for quality and cost, looked at weekly by a named owner.',
        C: 'Ordinary IT monitoring: we know whether it is up, not whether it is good.',
        D: 'The team has a look now and then, or when someone complains.',
        E: 'They are not monitored, or I don’t know.',
      },
      recommendation: {
        title: 'Give each AI system an owner, a dashboard and alerts',
        action:
          'Name one owner per system, bring quality, cost, speed and safety events into one view, and agree the limits at which someone is alerted. Review each system for half an hour a month.',
      },
    },
  },
}
