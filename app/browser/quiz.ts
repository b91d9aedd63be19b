import { improvePage } from './page.ts'
import { createPageTurner } from './page-turner.ts'
import { improveStepPage } from './step-page.ts'
import { forgetSettledAnswers, type AnswerStorage } from './unsaved-answers.ts'

// The one script of prospects' pages but one, see challenge.ts. Every form works without it; nothing here runs in other places.

/** Reading the property alone throws where the visitor has forbidden storage. */
function findStorage(kind: 'localStorage' | 'sessionStorage'): AnswerStorage | null {
  try {
    return window[kind]
  } catch {
    return null
  }
}

const storage = { answers: findStorage('localStorage'), visit: findStorage('sessionStorage') }
const findStepForm = () => document.querySelector<HTMLFormElement>('form[data-assessment-key]')
// Without a key the session is not known, and there is nothing to save to.
if (findStepForm()?.dataset.assessmentKey)
  createPageTurner((turner) => {
    const form = findStepForm()
    return form && improveStepPage(form, storage, turner)
  })
if (document.querySelector('[data-results]')) forgetSettledAnswers(storage.answers)
improvePage()
