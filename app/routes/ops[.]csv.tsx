export { loader } from './ops[.]json.tsx'
