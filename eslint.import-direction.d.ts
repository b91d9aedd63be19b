import type { Linter } from 'eslint'

export declare const importDirection: Linter.Config[]
