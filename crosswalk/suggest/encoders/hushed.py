"""Quiet while a model's libraries are at work."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module


@contextmanager
def hushed(*, progress: bool) -> Iterator[None]:
    """Keep the libraries' bars, warnings and log lines off the screen, and put everything back after."""
    if progress:
        yield
        return
    loggers = [logging.getLogger(n) for n in ("transformers", "sentence_transformers", "huggingface_hub")]
    levels = [logger.level for logger in loggers]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for logger in loggers:
            logger.setLevel(logging.ERROR)
        try:
            with _no_bars():
                yield
        finally:
            for logger, level in zip(loggers, levels, strict=True):
                logger.setLevel(level)


@contextmanager
def _no_bars() -> Iterator[None]:
    try:
        from huggingface_hub.utils.tqdm import (
            are_progress_bars_disabled,
            disable_progress_bars,
            enable_progress_bars,
        )

        bars = import_module("transformers.utils.logging")
    except ImportError:  # the caller reports what is missing
        yield
        return
    hub_was_off, bars_were_on = are_progress_bars_disabled(), bars.is_progress_bar_enabled()
    disable_progress_bars()
    bars.disable_progress_bar()
    try:
        yield
    finally:
        if not hub_was_off:
            enable_progress_bars()
        if bars_were_on:
            bars.enable_progress_bar()
