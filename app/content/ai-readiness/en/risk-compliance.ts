import type { AreaWords } from '#app/domain/quiz/content-types.ts'

export const riskCompliance: AreaWords = {
  name: 'Model Risk & Compliance',
  intro:
    'Could you answer a regulator, an auditor or a plaintiff with evidence? These questions look at privacy, bias testing, audit trails and legal duties.',
  questions: {
    risk_compliance_1: {
      title: 'Data privacy in AI tools',
      text: 'How do you control which personal and confidential data reaches AI tools?',
      whyItMatters:
        'What is pasted into a tool outside your contracts cannot be called back, and it is your breach to report.',
      choices: {
        A: 'Approved tools under contract for every need, technical controls that stop sensitive data, and records that show they work.',
        B: 'Approved tools under contract and a trained policy; technical controls for the most sensitive data.',
        C: 'A written policy that people have been told about, and trust that they follow it.',
        D: 'We have asked people to be careful; many use tools of their own choice.',
        E: 'There are no controls, or I don’t know.',
      },
      recommendation: {
        title: 'Stop sensitive data before it reaches unapproved AI tools',
        action:
          'Find out which AI tools your people really use, offer an approved one for each common need, and block or filter personal and confidential data elsewhere. Check contracts for training on your data and for where it is kept.',
      },
    },
    risk_compliance_2: {
      title: 'Bias testing',
      text: 'How do you know that AI treats customers, applicants and employees fairly?',
      whyItMatters:
        'Unequal outcomes break the law whether or not anyone intended them, and are cheap to find only before launch.',
      choices: {
        A: 'Outcomes are compared across relevant groups before launch and regularly afterwards, against agreed limits, with independent review.',
        B: 'Outcomes are compared across groups before launch wherever decisions affect people.',
        C: 'We ask vendors for their fairness statements and look into complaints.',
        D: 'We trust that the models are neutral, because we left sensitive attributes out.',
        E: 'Fairness is not tested, or I don’t know.',
      },
      recommendation: {
        title: 'Test outcomes for bias wherever AI affects people',
        action:
          'List the decisions on people that AI makes or prepares, compare outcomes across relevant groups, and set a difference above which a use is paused. Repeat it at least twice a year and have someone outside the team review it.',
      },
    },
    risk_compliance_3: {
      title: 'Audit trails',
      text: 'A regulator asks why AI treated one customer as it did six months ago. What can you produce?',
      whyItMatters:
        'An explanation that cannot be reproduced is worth little in a complaint, an audit or a court case.',
      choices: {
        A: 'The input, model and prompt version, output and any human decision, found within hours and protected against change.',
        B: 'Input and output from our logs, within days; versions can be worked out.',
        C: 'Some logs, if they have not been deleted, and help from the vendor.',
        D: 'A general description of how the system works.',
        E: 'Nothing specific, or I don’t know.',
      },
      recommendation: {
        title: 'Record every consequential AI decision so it can be replayed',
        action:
          'For each use that affects customers or staff, log input, output, model and prompt version and the person who decided, with a retention period that legal has set. Prove it by reconstructing one case from last quarter.',
      },
    },
    risk_compliance_4: {
      title: 'AI inventory and legal duties',
      text: 'How well do you know which rules apply to each of your AI uses?',
      whyItMatters:
        'Duties under laws such as the EU AI Act depend on the use, so you cannot meet them without a list of uses.',
      choices: {
        A: 'A complete, current inventory with a risk class, legal duties and an accountable owner for each use, checked before anything new goes live.',
        B: 'An inventory of the important uses, classified by risk and reviewed by legal.',
        C: 'A partial list; legal is asked when a project thinks of it.',
        D: 'A few people know about the larger projects; nothing is written in one place.',
        E: 'There is no inventory, or I don’t know.',
      },
      recommendation: {
        title: 'Keep one inventory of AI uses with their risk class',
        action:
          'Ask every department for its AI uses, vendor features included, and record for each its purpose, data, risk class and owner. Make an entry the condition for budget and launch, and have legal review the high-risk ones first.',
      },
    },
  },
}
