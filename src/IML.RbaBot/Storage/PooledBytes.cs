using System.Buffers;

namespace IML.RbaBot.Storage;

/// <summary>
/// Bytes written one after the other into memory of the shared pool. Whoever knows that nobody reads them any more gives them back;
/// without that the collector takes them, which costs no more than memory.
/// </summary>
internal sealed class PooledBytes(int room) : IBufferWriter<byte>
{
    private byte[]? bytes = ArrayPool<byte>.Shared.Rent(room);

    /// <summary>How many bytes are written.</summary>
    public int Count { get; private set; }

    /// <summary>What is written; valid until it is given back, or until more is written.</summary>
    public ArraySegment<byte> Written => new(Bytes, 0, Count);

    private byte[] Bytes => bytes ?? throw new ObjectDisposedException(nameof(PooledBytes));

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Bytes.Length - Count);
        Count += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Make(Math.Max(sizeHint, 1));
        return Bytes.AsMemory(Count);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Make(Math.Max(sizeHint, 1));
        return Bytes.AsSpan(Count);
    }

    /// <summary>Nobody reads them any more: not the caller, and no call to the network that is still on its way.</summary>
    public void GiveBack()
    {
        if (bytes is { } given)
        {
            bytes = null;
            ArrayPool<byte>.Shared.Return(given);
        }
    }

    private void Make(int room)
    {
        if (Bytes.Length - Count >= room)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(Count + room), Math.Min(2 * Bytes.Length, Array.MaxLength)));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(Bytes);
        bytes = larger;
    }
}
