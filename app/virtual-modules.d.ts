/// <reference types="vite/client" />

declare module 'virtual:challenge-script' {
  /** Address of the bundled app/browser/challenge.ts */
  const url: string
  export default url
}

declare module 'virtual:frame-script' {
  /** Address of the bundled app/browser/frame.ts */
  const url: string
  export default url
}

declare module 'virtual:quiz-script' {
  /** Address of the bundled app/browser/quiz.ts */
  const url: string
  export default url
}
