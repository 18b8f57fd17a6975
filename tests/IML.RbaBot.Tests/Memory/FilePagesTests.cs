using System.IO.MemoryMappedFiles;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using IML.RbaBot.Memory;

namespace IML.RbaBot.Tests.Memory;

[SupportedOSPlatform("linux")]
public sealed class FilePagesTests : IDisposable
{
    private const int Size = 32 * 1024 * 1024;

    // Beside the tests and not among the temporary files, which may be in memory only.
    private readonly string file = Path.Combine(AppContext.BaseDirectory, $"pages-{Guid.NewGuid():N}");
    private readonly byte[] content = RandomNumberGenerator.GetBytes(Size);

    public FilePagesTests() => File.WriteAllBytes(file, content);

    public void Dispose() => File.Delete(file);

    [LinuxFact]
    public void Pages_of_files_are_given_back_and_read_again_when_they_are_needed()
    {
        using var mapped = Map(MemoryMappedFileAccess.Read);
        using var view = mapped.CreateViewAccessor(0, Size, MemoryMappedFileAccess.Read);
        Assert.True(content.AsSpan().SequenceEqual(Read(view)));
        var before = FilePages.Resident();

        FilePages.GiveBack();

        Assert.InRange(FilePages.Resident(), 1, before - (Size * 3L / 4));
        Assert.True(content.AsSpan().SequenceEqual(Read(view)));
    }

    [LinuxFact]
    public void What_the_process_changed_in_its_own_copy_of_a_file_is_never_lost()
    {
        // As the runtime does with the images of assemblies: mapped for itself, and changed where addresses depend on the place.
        using var mapped = Map(MemoryMappedFileAccess.CopyOnWrite);
        using var view = mapped.CreateViewAccessor(0, Size, MemoryMappedFileAccess.CopyOnWrite);
        for (var at = 0; at < Size; at += 8192)
        {
            view.Write(at, (byte)~content[at]);
        }

        FilePages.GiveBack();

        for (var at = 0; at < Size; at += 8192)
        {
            Assert.Equal((byte)~content[at], view.ReadByte(at));
            Assert.Equal(content[at + 4096], view.ReadByte(at + 4096));
        }
    }

    [Theory]
    [InlineData("RssFile:\t  112724 kB", 112724L * 1024)]
    [InlineData("RssFile:\t  112724 MB", 0)]
    [InlineData("RssFile:", 0)]
    [InlineData("RssAnon:\t   40944 kB", 0)]
    public void What_is_resident_is_read_from_the_status(string line, long expected) =>
        Assert.Equal(expected, FilePages.ReadResident(["Name:\tdotnet", line, "RssShmem:\t   27236 kB"]));

    private MemoryMappedFile Map(MemoryMappedFileAccess access) => MemoryMappedFile.CreateFromFile(
        File.OpenHandle(file), mapName: null, Size, access, HandleInheritability.None, leaveOpen: false);

    private static byte[] Read(MemoryMappedViewAccessor view)
    {
        var read = new byte[Size];
        view.ReadArray(0, read, 0, Size);
        return read;
    }
}
