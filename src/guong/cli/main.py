"""`guong`: every command has --help in Vietnamese and English.

Commands are loaded when they are called, after Django has started: `guong --help` works before any configuration.
"""

from __future__ import annotations

from importlib import import_module

import click

from guong import __version__
from guong.cli import common

COMMANDS = {  # name: (module, attribute, short help)
    "init": ("office_cmd", "init", "Lập cơ quan đầu tiên / set up the first office"),
    "sign-in": ("sign_in_cmd", "sign_in", "Cấp lại đăng nhập, kết thúc phiên / reset a sign-in, end sessions"),
    "serve": ("serve_cmd", "serve", "Chạy chương trình / start the product"),
    "work": ("work_cmd", "work", "Làm việc theo giờ / do what the clock asks for"),
    "demo": ("demo_cmd", "demo", "Dựng câu chuyện mẫu rồi chạy / fill the demonstration and serve it"),
    "import": ("import_cmd", "import_group", "Nhập danh sách / import lists"),
    "figures": ("figures_cmd", "figures", "Số liệu của một đợt / figures of a drive"),
    "check": ("figures_cmd", "check", "Đếm lại số liệu, báo chỗ lệch / recount the tallies, report drift"),
    "copies": ("copies_cmd", "copies", "Đoạn giống nhau giữa các bản tự soi / passages that texts have in common"),
    "audit": ("audit_cmd", "audit", "Kiểm tra nhật ký / verify the log"),
    "backup": ("archive_cmd", "backup", "Sao lưu ra một tệp / back up into one file"),
    "restore": ("archive_cmd", "restore", "Phục hồi từ bản sao lưu / restore a backup"),
    "doctor": ("doctor_cmd", "doctor", "Khám máy chủ / look over the installation"),
    "urls": ("urls_cmd", "urls", "Mọi đường dẫn và quyền / every URL and its permission"),
}


class LazyGroup(click.Group):
    """Loads a command's module, and Django before it, only when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        common.start(demo=cmd_name == "demo")
        command: click.Command = getattr(import_module(f"guong.cli.{module}"), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Lệnh / Commands"):
            formatter.write_dl([(name, words) for name, (_, _, words) in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="guong")
def main() -> None:
    """Gương: “Tự soi, tự sửa”.

    Dữ liệu nằm ở GUONG_DATA (mặc định ./var), hoặc PostgreSQL theo GUONG_DATABASE_URL.

    Data lies in GUONG_DATA (default ./var), or in PostgreSQL by GUONG_DATABASE_URL.
    """
