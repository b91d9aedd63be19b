export { action, loader } from './ops[.]json.tsx'
