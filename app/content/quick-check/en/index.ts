import type { ScorecardWords } from '#app/domain/quiz/content-types.ts'

export const words: ScorecardWords = {
  name: 'AI Quick Check',
  brand: {
    product: 'AI Quick Check',
    tagline: 'Is the AI that your people use in good hands?',
    sender: 'AI Quick Check',
  },
  consent: {
    '2026-11-27': {
      results:
        'We use this address to send you the result of your quick check, and a link to carry on if you ask for one. For anything else we ask you separately.',
      contact:
        'Yes, {company} may contact me about my quick check, by e-mail or by phone if I give a number, and keep my contact details and results in its customer database at {crm} for this. I can withdraw this at any time on the privacy page.',
    },
  },
  landing: {
    title: 'AI Quick Check: how well is everyday AI looked after?',
    description:
      'Six questions on the AI that your people already use: skills, data, benefit. A score and your next steps in three minutes, without signing up.',
    audience: 'For managers whose people already use AI',
    about:
      'We help companies to make AI part of everyday work: safely, and so that it pays. These are the six things that we look at on the first day.',
    headline: 'Your people use AI. Who looks after it?',
    lead: 'Answer six questions in three minutes. Get a score from 0 to 100 for use, data and benefit, and the step that helps most.',
    startLabel: 'Start the quick check',
    method:
      'Six questions, two on each subject. Each has five answers, from a habit that everybody keeps (100 points) to none, or not known (0). What happens to your data counts for a little more than use and benefit, because it is the hardest to put right afterwards. The same answers always give the same score.',
    faq: [
      {
        title: 'Do I have to say who I am?',
        text: 'No. Your score and the step that helps most are there without a name or an address. For the other steps we ask for an e-mail address, and for nothing else.',
      },
      {
        title: 'Will somebody call me?',
        text: 'Only if you tick the box for it. Nothing that you read depends on it, and you can take it back at any time.',
      },
      {
        title: 'Do I need to know much about AI?',
        text: 'No. The questions are about what your people do, and take no expertise. Where you do not know, say so: that is worth finding out, and counts as not in place.',
      },
      {
        title: 'What if somebody interrupts me?',
        text: 'Carry on later. Every answer is saved as you give it, for {session}, and a link by e-mail opens them on another device.',
      },
      {
        title: 'What happens to my answers?',
        text: '{days} after you finish, whatever says who you are is removed. Scores and answers stay as statistics. [Privacy and your data]',
      },
    ],
  },
  areas: {
    daily_use: {
      name: 'Everyday use',
      intro:
        'Your people work with AI, with your blessing or without it. These two questions look at what is in use, and at whether people can handle it.',
      questions: {
        daily_use_1: {
          title: 'AI tools in use',
          text: 'How well do you know which AI tools are used in your company?',
          whyItMatters:
            'What nobody knows about, nobody can budget for, secure or switch off. Much of it arrives inside software that you already own.',
          choices: {
            A: 'We keep a list with an owner for each tool, including private accounts and AI inside other software, and update it every quarter.',
            B: 'We know every tool that we bought as AI; built-in functions and private accounts only in part.',
            C: 'IT knows the licenses; nobody looks at what is really used.',
            D: 'We know of single cases, because colleagues mentioned them.',
            E: 'We have no overview, or I don’t know.',
          },
          recommendation: {
            title: 'List every AI tool in use, with an owner for each',
            action:
              'Ask each department within two weeks which AI it uses, including private accounts and built-in functions, and promise that nobody will be blamed. Name an owner for each tool and go through the list every quarter.',
          },
        },
        daily_use_2: {
          title: 'Skills for working with AI',
          text: 'How do your people learn to work with AI and to check what it tells them?',
          whyItMatters:
            'Whoever has not been trained trusts the wrong answers most, and the best tool saves no time where it is used for the wrong work.',
          choices: {
            A: 'Everyone who uses AI was trained on cases from their own work, newcomers too, and we repeat it every year.',
            B: 'Most were trained on their own tasks; newcomers, or what has changed since, are left out.',
            C: 'There was a general introduction, or there is something to read.',
            D: 'A few enthusiasts help the others when asked.',
            E: 'Nobody has been trained, or I don’t know.',
          },
          recommendation: {
            title: 'Train people on the tasks that they really have',
            action:
              'Choose the three tasks that AI is used for most, and practice each for two hours with those who do it: what to ask, what to check, what never to enter. Record who took part, and repeat it for newcomers.',
          },
        },
      },
    },
    safe_data: {
      name: 'Data and contracts',
      intro:
        'What has left the company cannot be called back. These two questions look at what your people may enter, and at the companies that you entrust it to.',
      questions: {
        safe_data_1: {
          title: 'What may be entered',
          text: 'What do your people know about the data that they may give to an AI tool?',
          whyItMatters:
            'Customer files end up in AI tools out of eagerness, not malice. A rule only helps whoever remembers it at the moment of pasting.',
          choices: {
            A: 'One page with examples that everyone knows; technology blocks the worst, and we check that the rest is kept to.',
            B: 'Clear written rules that everyone has confirmed; technology does not enforce them.',
            C: 'There is a policy, but few people could say what it says.',
            D: 'We rely on common sense and remind people now and then.',
            E: 'There are no rules, or I don’t know.',
          },
          recommendation: {
            title: 'Put on one page what may be entered, with examples',
            action:
              'Sort your data into three groups: allowed, allowed in approved tools only, never. Add ten examples from daily work, have everyone confirm the page within a month, and block the services that worry you most.',
          },
        },
        safe_data_2: {
          title: 'Contracts with providers',
          text: 'What have you agreed with the providers of your AI tools?',
          whyItMatters:
            'Whether a provider may train on your data, where it keeps them and who is liable stands in the contract, and for free accounts it is seldom in your favor.',
          choices: {
            A: 'Every tool has a contract on data processing that rules out training on our data, checked by our data protection officer or lawyers before first use.',
            B: 'The most important tools have such a contract; the smaller ones are next in line.',
            C: 'We read the providers’ standard terms and accepted them.',
            D: 'The standard terms were accepted unread, and some people work with free accounts.',
            E: 'Nothing has been agreed, or I don’t know.',
          },
          recommendation: {
            title: 'Put a sound contract behind every AI tool',
            action:
              'Have the terms of every tool on your list checked within six weeks: data processing, where data are kept, training on them. Replace free accounts with business plans, and switch off whatever is left without a contract.',
          },
        },
      },
    },
    proven_benefit: {
      name: 'Benefit and ownership',
      intro:
        'AI that helps nobody is only a cost. These two questions look at what it does for you, and at who answers for it.',
      questions: {
        proven_benefit_1: {
          title: 'Effect on the work',
          text: 'How do you know whether AI makes work better or faster?',
          whyItMatters:
            'People feel faster with AI even where they are not. Only a comparison tells, and one is enough to decide on the next hundred licenses.',
          choices: {
            A: 'For every larger use we compare time and quality with how it was before, and go on or stop accordingly.',
            B: 'For our most important uses we have such figures; for the others we estimate.',
            C: 'We ask users from time to time how satisfied they are.',
            D: 'We hear of good examples, and see the invoices.',
            E: 'We do not look into it, or I don’t know.',
          },
          recommendation: {
            title: 'Compare one task with AI and without it',
            action:
              'Take the task that you pay most for, and record time and errors for twenty cases without AI and twenty with it. Keep the licenses where the difference pays for them, and cancel them where it does not.',
          },
        },
        proven_benefit_2: {
          title: 'Ownership of AI',
          text: 'Who decides about AI in your company, and answers for it?',
          whyItMatters:
            'Where everyone is a little responsible, new tools come with whoever asks last, and nobody switches off the old ones.',
          choices: {
            A: 'A member of the management, with time and a budget for it, who decides by written criteria and reports on it.',
            B: 'A named person whom everyone knows, on top of another job.',
            C: 'A working group advises; each department decides for itself.',
            D: 'Whoever needs a tool decides alone.',
            E: 'Nobody does, or I don’t know.',
          },
          recommendation: {
            title: 'Make one member of the management answer for AI',
            action:
              'Name this person within a month, with a budget and two days a month for it. Agree on five criteria for new tools, and have use, costs and incidents reported on one page every six months.',
          },
        },
      },
    },
  },
  categories: {
    champion: {
      name: 'AI in good hands',
      headline: 'Everyday AI is looked after, and you can say what it is worth.',
      explanation:
        'You know what is in use, your people can handle it, and data and contracts are in order. That puts you ahead of most companies. What remains is to keep it so when the next tool arrives.',
      nextStep:
        'Use the lead: take on a process where AI does more than help with writing, and measure it from the first day.',
    },
    risk_zone: {
      name: 'AI with gaps',
      headline: 'A good part is settled. The rest depends on luck.',
      explanation:
        'AI helps your people, and some things are well arranged. Others depend on each person being careful. That goes well until a customer file turns up in the wrong place, or somebody asks what all the licenses bring in.',
      nextStep:
        'Begin with the first recommendation below: it closes the gap that costs you most, and takes weeks rather than months.',
    },
    crisis: {
      name: 'AI left to itself',
      headline: 'AI is in use, and nobody looks after it.',
      explanation:
        'Hardly anything is settled so far: which tools are used, what may be entered, who answers for it. That is common, and cheap to change, as long as nothing has happened.',
      nextStep:
        'Name somebody responsible this week, and have the list of tools made first. The recommendations below follow from there.',
    },
  },
  strength: {
    title: 'Keep it up: {title}',
    action:
      'You have this in hand, and {points} of your points come from it. Make sure that it stays so when people or tools change.',
  },
}
