/** What the file of a person says beside what is held of them. */
export const personFile = {
  contact: {
    title: 'Your contact in our customer database',
    purpose: 'So that the people who contact you know who they are talking to.',
    until: 'Under “For how long”; or when you ask us to erase it',
  },
  formerCompany: 'the company, by the name that it had then,',
  secrets:
    'Values that would give access to something of yours, such as the secret part of links, are left out.',
  unavailable:
    'Our customer database did not answer. It may hold your contact details and scores too: please ask again later.',
  replaced:
    'This address was replaced by another in one of our results. What that result holds goes to its present address alone: ask for it from there. If you erase or withdraw from this address, it counts for that result too.',
}
