using System.Buffers.Binary;

namespace IML.RbaBot.Commands.Packaging;

/// <summary>Reads width and height from the header of a PNG file, in pixels (https://www.w3.org/TR/png/#11IHDR).</summary>
internal static class PngSize
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <returns>Null when it is no PNG file.</returns>
    public static (int Width, int Height)? Of(ReadOnlySpan<byte> file) =>
        file.Length >= 24 && file.StartsWith(Signature)
            ? (BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]))
            : null;
}
