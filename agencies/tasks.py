"""Jobs of the agencies app. Each is safe to run twice and beside itself."""

from __future__ import annotations

from agencies.models import Agency
from project.base.sweeps import declare_sweep

from .actions.file_sweeps import delete_all_unknown_names, delete_unknown_bytes, delete_unused

#: Every six hours: let files end that nothing links, and bytes that no row names.
sweep_files = declare_sweep(
    "agencies.sweep_files", [delete_unused, delete_unknown_bytes], every="41 */6 * * *", each=Agency.objects
)
sweep_names = declare_sweep("agencies.sweep_names", [delete_all_unknown_names], every="43 */6 * * *")
