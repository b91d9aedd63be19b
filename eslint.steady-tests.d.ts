import type { Linter } from 'eslint'

export declare const steadyTests: Linter.Config[]
