"""Trains one pipeline from a config, on the processor, with numpy's matrix products.

`spacy train` would do the same; on current x86 processors the products of numpy's OpenBLAS are three times
as fast as those of the BLIS that spaCy picks, and training is little else.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run_loop
from spacy.util import load_config
from thinc.api import NumpyOps, fix_random_seed, set_current_ops

from training.scripts import readers

__all__ = ["readers", "train"]


def train(config_path: Path, output: Path, overrides: dict[str, object], start: Path | None = None) -> None:
    """Trains the config's pipeline; writes `model-best` and `model-last` below `output`.

    With `start`, a pipeline trained before, the components go on from its weights.
    """
    set_current_ops(NumpyOps(use_blis=False))
    config = load_config(config_path, overrides=overrides, interpolate=False)
    if start:
        config["components"] = {name: {"source": str(start)} for name in config["nlp"]["pipeline"]}
    fix_random_seed(config["system"]["seed"])
    nlp = init_nlp(config)
    output.mkdir(parents=True, exist_ok=True)
    run_loop(nlp, output, use_gpu=-1, stdout=sys.stdout, stderr=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("config", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--train", required=True)
    parser.add_argument("--dev", required=True)
    parser.add_argument("--steps", type=int)
    parser.add_argument("--every", type=int)
    parser.add_argument("--rate", type=float, help="highest learning rate")
    parser.add_argument("--start", type=Path, help="a trained pipeline to go on from")
    arguments = parser.parse_args()
    overrides: dict[str, object] = {"paths.train": arguments.train, "paths.dev": arguments.dev}
    if arguments.steps:
        overrides["training.max_steps"] = arguments.steps
    if arguments.rate:
        overrides["training.optimizer.learn_rate.initial_rate"] = arguments.rate
    if arguments.every:
        overrides["training.eval_frequency"] = arguments.every
    train(arguments.config, arguments.output, overrides, arguments.start)


if __name__ == "__main__":
    main()
