/** In place of a data protection officer's name, where the law asks for none. */
export const DPO_NOT_REQUIRED = 'none'
