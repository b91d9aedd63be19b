console.debug(1)
