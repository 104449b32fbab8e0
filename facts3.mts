import {loadModel, simulate, measure, checkClaims, LullFault} from "./dist/index.js";
const module=`module: activity
title: Doing things
about: >
  Who feels a weaker pull does less; who does less meets fewer rewards to learn from. A slow loop that feeds itself.
parameters:
  habit_time: {value: 21, unit: day, range: [7, 42], tier: assumed, about: Time in which what one does follows the pull.}
  weight: {value: 0.5, unit: "1", range: [0, 1], tier: assumed, about: How strongly learning depends on how much one does.}
states:
  level: {unit: "1", initial: 1, rate: "(effort.output - level) / habit_time", about: "How much this person does, 1 as usual."}
effects:
  opportunity: {formula: "level ^ weight", about: Doing less leaves fewer rewards to learn from.}
hypotheses:
  loop:
    question: Does doing less mean learning less?
    default: closed
    choices:
      closed:
        about: The reward signal teaches only where something is done.
        formulas: {learning.teaching_signal: "dopamine.reward_signal * activity.opportunity"}
      open: {about: Learning does not depend on how much one does.}
`;
const claim=`claim: doing-less-blunts-more
row: onset
says: "On escitalopram 10 mg, doing less adds at least a hundredth to blunting by week 12."
contested: disputed
person: depressed-adult
care: trial
duration: 12 weeks
treatment: escitalopram 10 mg daily
measure: "at(affect.blunting_drug, week 12)"
expect: {above: 0.035}
carried_by: [activity.opportunity]
no_effect: 0
`;
try{
const m=loadModel({"module.yaml":module,"claim.yaml":claim});
console.log(checkClaims(m,["doing-less-blunts-more"])[0]);
const o=simulate(m,{duration:"12 weeks",person:"depressed-adult",arms:[{label:"a",care:"trial",treatment:"escitalopram 10 mg daily"},{label:"b",care:"trial",treatment:"escitalopram 10 mg daily",knockout:{"activity.opportunity":0}}],measure:{a:"at(affect.blunting_drug, week 12)",l:"at(activity.level, week 12)"}});
for(const a of o.arms)console.log(a.label,a.measures.a.value,a.measures.l.value);
}catch(e){console.log((e as Error).message)}
const m=loadModel();
for(const [d,mg] of [["paroxetine",20],["fluoxetine",20],["escitalopram",10]]){const o=simulate(m,{duration:"12 weeks",person:"depressed-adult",arms:[{label:"a",care:"trial",treatment:`${d} ${mg} mg daily pausing day 56 until day 59`}]});for(const t of ["at(receptor.ht2c_vta, day 56)","at(receptor.ht2c_vta, day 59)","at(receptor.ht2c_vta, day 63)","at(affect.blunting_drug, day 56)","at(affect.blunting_drug, day 59)","at(affect.blunting_drug, day 61)","at(serotonin.prefrontal, day 56)","at(serotonin.prefrontal, day 59)"])console.log(d,t,measure(o.arms[0]!,t).value);}
// lesson 4 steps
const steps:Record<string,string[]>={naive:["learning.teaching_signal","plasticity.potentiation","depression.threat_relief"],relief:["learning.teaching_signal","plasticity.potentiation"],pot:["learning.teaching_signal"],learn:["plasticity.potentiation"],all:[]};
for(const [n,k] of Object.entries(steps)){const o=simulate(m,{duration:"12 weeks",person:"depressed-adult",arms:[{label:"a",care:"trial",treatment:"escitalopram 10 mg daily"}]},{knockout:k});console.log(n,["time_to(affect.blunting_drug, 0.02)","time_to(affect.depression, 0.8)","time_to(affect.depression, 0.6)","at(affect.blunting_drug, week 12)","at(affect.blunting_drug, week 2)"].map(t=>measure(o.arms[0]!,t).value?.toPrecision(3)).join(" "));}
// insights on prediction ranges
const o=simulate(m,{duration:"12 weeks",person:"depressed-adult",arms:[{label:"a",care:"trial",treatment:"escitalopram 10 mg daily"},{label:"h",person:"healthy-adult",care:"none",treatment:"escitalopram 10 mg daily"}]});
for(const v of ["dopamine.tonic","dopamine.phasic","affect.positive_reactivity","affect.blunting","affect.depression","receptor.ht2c_vta","scale.madrs","affect.blunting_drug"])console.log(v,o.arms.map(a=>[0,1,3,7,14,28,42,56,84].map(d=>measure(a,`at(${v}, day ${d})`).value!.toPrecision(3)).join(" ")).join(" | "));
