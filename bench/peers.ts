import { spawnSync } from "node:child_process";

/** A tool to compare with: how to see whether it is here and how to get it. */
export interface Peer {
  readonly name: string;
  readonly title: string;
  readonly needs: string;
  /** Debian packages, where there are any. */
  readonly packages: readonly string[];
  /** How to install it, in words or as a command. */
  readonly install: string;
  isHere(probe: Probe): boolean;
}

/** Whether a command, given that input, ends well. */
export type Probe = (command: string, args: readonly string[], input?: string) => boolean;

export const probe: Probe = (command, args, input = "") =>
  spawnSync(command, args, { input, stdio: ["pipe", "ignore", "ignore"], timeout: 60_000 }).status === 0;

export const gccFlags = ["-O2", "-I/usr/include/suitesparse"];
export const sundialsLibraries = [
  "cvode",
  "nvecserial",
  "sunmatrixdense",
  "sunmatrixsparse",
  "sunlinsoldense",
  "sunlinsolklu",
  "sunnonlinsolfixedpoint",
].map((name) => `-lsundials_${name}`);

/** The Python that Debian's packages belong to, else the one in the path. */
export const pythons = ["/usr/bin/python3", "python3"];

const hasGcc = (probe: Probe) => probe("gcc", ["--version"]);
const hasLibraryOfR = (name: string) => (probe: Probe) =>
  hasGcc(probe) && probe("Rscript", ["-e", `quit(status = !requireNamespace("${name}", quietly = TRUE))`]);
const aptInstall = (packages: readonly string[]) =>
  `apt-get install --no-install-recommends ${packages.join(" ")}`;

function debianPeer(
  name: string,
  title: string,
  needs: string,
  packages: readonly string[],
  isHere: Peer["isHere"],
): Peer {
  return { name, title, needs, packages, install: aptInstall(packages), isHere };
}

const compiler = ["gcc", "libc6-dev"];

export const peers: readonly Peer[] = [
  debianPeer(
    "cvode",
    "SUNDIALS CVODE BDF with KLU and analytic Jacobian, C",
    "gcc, SUNDIALS and SuiteSparse with their headers",
    [...compiler, "libsundials-dev", "libsuitesparse-dev"],
    (probe) =>
      probe(
        "gcc",
        [...gccFlags, "-x", "c", "-o", "/dev/null", "-", ...sundialsLibraries],
        "#include <cvode/cvode.h>\n#include <sunlinsol/sunlinsol_klu.h>\nint main(void) { return 0; }\n",
      ),
  ),
  debianPeer(
    "desolve",
    "deSolve lsoda with compiled C, R",
    "gcc, R and its package deSolve",
    [...compiler, "r-base-core", "r-cran-desolve"],
    hasLibraryOfR("deSolve"),
  ),
  debianPeer(
    "scipy",
    "scipy LSODA (odeint) with compiled C, Python",
    "gcc, Python 3 and its package scipy",
    [...compiler, "python3-scipy"],
    (probe) => hasGcc(probe) && pythons.some((python) => probe(python, ["-c", "import scipy.integrate"])),
  ),
  {
    name: "mrgsolve",
    title: "mrgsolve LSODA with compiled C++, R",
    needs: "g++, R with its headers, and the R package mrgsolve, which Debian does not have",
    packages: [],
    install: "in R: install.packages('mrgsolve')",
    isHere: hasLibraryOfR("mrgsolve"),
  },
];

/** Which peers are here and which are not. */
export function findPeers(look: Probe = probe): { present: Peer[]; missing: Peer[] } {
  const present = peers.filter((peer) => peer.isHere(look));
  return { present, missing: peers.filter((peer) => !present.includes(peer)) };
}

/** What to tell about a missing peer. */
export const absence = ({ title, needs, install }: Peer): string =>
  `Not here: ${title}.\n  It needs ${needs}.\n  To install: ${install}`;

/** Installs what Debian has of the missing peers; returns what went wrong, if anything. */
export function installPeers(missing: readonly Peer[]): string | undefined {
  const packages = [...new Set(missing.flatMap((peer) => peer.packages))];
  if (packages.length === 0) return undefined;
  const command = aptInstall(packages);
  if (process.getuid?.() !== 0) return `Only root can install packages. As root: ${command}`;
  const apt = (...args: string[]) =>
    spawnSync("apt-get", ["-o", "DPkg::Lock::Timeout=600", ...args], {
      stdio: ["ignore", 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0;
  if (!apt("update")) return "apt-get update failed.";
  if (!apt("install", "-y", "--no-install-recommends", ...packages)) return `${command} failed.`;
  return undefined;
}
