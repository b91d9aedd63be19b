export interface Sample {
  n: number
  mean: number
  variance: number
}

/** @throws RangeError when more converted than came */
export function conversionSample(conversions: number, visitors: number): Sample {
  if (!(conversions >= 0 && conversions <= visitors)) {
    throw new RangeError(`Of ${visitors} visitors ${conversions} cannot have converted`)
  }
  const mean = visitors === 0 ? 0 : conversions / visitors
  return { n: visitors, mean, variance: mean * (1 - mean) }
}

/** As a share of the control's mean. */
export interface RelativeLift {
  lift: number
  standardError: number
  visitors: number
}

/** By the delta method. @returns null while the control's mean is zero, or an arm has nobody */
export function relativeLift(control: Sample, treatment: Sample): RelativeLift | null {
  if (control.n === 0 || treatment.n === 0 || control.mean <= 0) return null
  const ratio = treatment.mean / control.mean
  const ofTreatment = treatment.variance / treatment.n
  const ofControl = (control.variance / control.n) * ratio ** 2
  return {
    lift: ratio - 1,
    standardError: Math.sqrt(ofTreatment + ofControl) / control.mean,
    visitors: control.n + treatment.n,
  }
}
