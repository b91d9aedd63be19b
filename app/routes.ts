import { flatRoutes } from '@remix-run/fs-routes'

// The routes are the files of app/routes; React Router reads the same file.
export default flatRoutes()
