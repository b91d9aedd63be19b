import { improvePage } from './page.ts'
import { improveStepPage } from './step-page.ts'
import { forgetSettledAnswers, type AnswerStorage } from './unsaved-answers.ts'

// The one script of prospects' pages but one, see challenge.ts. Every form works without it; nothing here runs in other places.

/** Reading the property alone throws where the visitor has forbidden storage. */
function findStorage(): AnswerStorage | null {
  try {
    return localStorage
  } catch {
    return null
  }
}

const storage = findStorage()
const stepForm = document.querySelector<HTMLFormElement>('form[data-assessment-key]')
// Without a key the session is not known, and there is nothing to save to.
if (stepForm?.dataset.assessmentKey) improveStepPage(stepForm, storage)
if (document.querySelector('[data-results]')) forgetSettledAnswers(storage)
improvePage()
