import type { AreaWords } from '#app/domain/quiz/content-types.ts'

export const customerSafe: AreaWords = {
  name: 'Customer-Safe AI',
  intro:
    'What your customers see, they blame you for. These questions look at reliability, accuracy in daily use, and what happens when AI gets it wrong. If no AI reaches your customers yet, answer for the AI your staff rely on when serving them.',
  questions: {
    customer_safe_1: {
      title: 'Testing before release',
      text: 'What has to be true before an AI feature reaches customers?',
      whyItMatters:
        'A demo shows that it can work; only tests on real and hostile cases show how often it does not.',
      choices: {
        A: 'It passes a fixed set of real and adversarial cases at thresholds that the business agreed, and every later change is tested again.',
        B: 'It passes a documented test set before launch; later changes are tested when they seem large.',
        C: 'The team tries it out by hand and a group of colleagues or friendly customers uses it first.',
        D: 'It looks good in a demo and someone senior approves it.',
        E: 'Nothing in particular is required, or I don’t know.',
      },
      recommendation: {
        title: 'Make an agreed test set the gate to your customers',
        action:
          'Collect 100 to 200 real questions or cases, including awkward and malicious ones, agree with the business what share must be right, and let nothing ship, first release or later change, that scores below it.',
      },
    },
    customer_safe_2: {
      title: 'Accuracy monitoring',
      text: 'How would you notice that AI has started giving customers worse answers?',
      whyItMatters:
        'Models, data and customers change; accuracy measured at launch says little about accuracy this week.',
      choices: {
        A: 'Live answers are sampled and scored continuously, and a drop below the agreed level alerts a named owner within hours.',
        B: 'A sample of live answers is reviewed on a schedule, and the trend is reported to management.',
        C: 'We look into accuracy when ratings or support figures seem odd.',
        D: 'Customers or colleagues would tell us.',
        E: 'We would not notice, or I don’t know.',
      },
      recommendation: {
        title: 'Score live answers every week and alert on a drop',
        action:
          'Sample at least 50 live answers a week, score them against a simple rubric, and publish the share that was right. Set the level below which a named owner is alerted and may switch the feature off.',
      },
    },
    customer_safe_3: {
      title: 'Handover to a person',
      text: 'What happens when AI is unsure, or a customer wants a human?',
      whyItMatters:
        'Most lasting damage comes from a confident wrong answer, or from a customer who could find no way out.',
      choices: {
        A: 'It knows its limits: unsure or sensitive cases go to a trained person with the whole context, and we measure how well that works.',
        B: 'Customers can always reach a person, who sees the conversation so far.',
        C: 'Customers can reach a person, but have to start over and explain again.',
        D: 'There is a contact form or a phone number somewhere else.',
        E: 'There is no handover, or I don’t know.',
      },
      recommendation: {
        title: 'Build a way out to a person, with the context',
        action:
          'Define the topics and the level of doubt at which AI must hand over, pass the conversation on so that nobody repeats themselves, and track how many cases are handed over and solved.',
      },
    },
    customer_safe_4: {
      title: 'AI incident response',
      text: 'A screenshot of your AI giving harmful advice to a customer goes public tonight. How ready are you?',
      whyItMatters:
        'The first hours decide whether it is an incident or a headline, and nobody writes a good plan during them.',
      choices: {
        A: 'A rehearsed AI incident plan: someone on call can switch the feature off within minutes, find all affected customers and inform them.',
        B: 'A written plan with names and a way to switch it off; not rehearsed.',
        C: 'Our general IT incident process would apply, though it does not cover wrong or harmful answers.',
        D: 'The people who built it would be called and would improvise.',
        E: 'We are not prepared, or I don’t know.',
      },
      recommendation: {
        title: 'Write and rehearse a plan for the public AI failure',
        action:
          'Write one page: who decides, how the feature is switched off, how affected customers are found and told, who speaks publicly. Rehearse it once this quarter with the people named on it, out of hours.',
      },
    },
    customer_safe_5: {
      title: 'Resilience to AI outages',
      text: 'What would customers experience if your AI provider failed, or changed its model, tomorrow morning?',
      whyItMatters:
        'You rent most of your AI from others, who have outages and retire models on their own schedule.',
      choices: {
        A: 'Little: model versions are pinned, a tested fallback takes over by itself, and we have proved it in a drill.',
        B: 'A reduced service: a fallback exists and is switched on by hand.',
        C: 'A polite error message while we wait for the provider to recover.',
        D: 'Broken or strange behavior until someone notices.',
        E: 'We have not considered it, or I don’t know.',
      },
      recommendation: {
        title: 'Prepare and drill a fallback for each AI provider',
        action:
          'For every customer journey that depends on AI, decide what happens without it: a second model, a simpler rule, or a person. Pin model versions, and switch the provider off in a planned drill to see that it works.',
      },
    },
  },
}
