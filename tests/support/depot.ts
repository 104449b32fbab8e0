/** A drug that leaves very slowly: ka 0.05/day, CL 10 L/day, V 2000 L. */
export const depotDrug = `
drug: depot
title: Depot
class: Test
about: A drug that leaves very slowly.
licensed: {min: 1 mg, max: 400 mg}
tablets: [100 mg]
kinetics:
  bioavailability: {value: 1, unit: "1", range: [1, 1], tier: assumed, about: All.}
  absorption: {value: 0.05, unit: 1/day, range: [0.001, 1], tier: assumed, about: Slow.}
  clearance: {value: 10, unit: L/day, range: [1, 100], tier: assumed, about: Clearance.}
  volume: {value: 2000, unit: L, range: [100, 5000], tier: assumed, about: Half-life 139 days.}
targets:
  - site: sert
    action: inhibitor
    ec50: {value: 50, unit: ng/mL, range: [1, 100], tier: assumed, about: Half.}
    emax: {value: 0.8, unit: "1", range: [0.5, 1], tier: assumed, about: Most.}
`;
