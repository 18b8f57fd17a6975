using IML.RbaBot.Memory;

namespace IML.RbaBot.Tests.Memory;

public sealed class FileMappingTests
{
    [Fact]
    public void Files_that_are_mapped_are_found_whatever_their_rights_and_names()
    {
        var mappings = FileMapping.Read(
        [
            "7f0c4a600000-7f0c4a800000 r-xp 00001000 fe:00 1842                       /usr/lib/x86_64-linux-gnu/libc.so.6",
            "7f0c4a800000-7f0c4a801000 r--s 00000000 fe:00 77                         /home/site/my bot/IML.RbaBot.dll",
            "ffffff0000000000-ffffff0000002000 rw-p 00000000 fe:00 78 /opt/a",
        ]);

        Assert.Equal(
            [
                new FileMapping(unchecked((nint)0x7f0c4a600000), 0x200000, IsShared: false),
                new FileMapping(unchecked((nint)0x7f0c4a800000), 0x1000, IsShared: true),
                new FileMapping(unchecked((nint)0xffffff0000000000), 0x2000, IsShared: false),
            ],
            mappings);
    }

    [Theory]
    [InlineData("7f0c4a600000-7f0c4a800000 rw-p 00000000 00:00 0")]
    [InlineData("55bd31ce7000-55bd32025000 rw-p 00000000 00:00 0                          [heap]")]
    [InlineData("7ffe8e9ee000-7ffe8ea0f000 rw-p 00000000 00:00 0                          [stack]")]
    [InlineData("7f0c4a600000-7f0c4a800000 rw-s 00000000 00:01 2061                       /memfd:doublemapper (deleted)")]
    [InlineData("7f0c4a600000-7f0c4a800000 rw-s 00000000 00:01 2061                       /dev/shm/lttng")]
    [InlineData("7f0c4a600000-7f0c4a800000 r--s 00000000 fe:00 77                         /opt/old.dll (deleted)")]
    [InlineData("7f0c4a800000-7f0c4a600000 r--s 00000000 fe:00 77                         /opt/backwards.dll")]
    [InlineData("7f0c4a600000 r--s 00000000 fe:00 77 /opt/a.dll")]
    [InlineData("wrong-wrong r--s 00000000 fe:00 77 /opt/a.dll")]
    [InlineData("7f0c4a600000-7f0c4a800000 r- 00000000 fe:00 77 /opt/a.dll")]
    [InlineData("")]
    public void What_is_not_a_file_on_a_disk_is_left_alone(string line) => Assert.Empty(FileMapping.Read([line]));
}
