/** The fetch of Workers sends no User-Agent by itself, and Resend refuses requests without one. */
export const USER_AGENT = 'ai-readiness-scorecard/1.0'
